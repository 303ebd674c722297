import { z } from 'zod'

/** US dollars as decimal text, never a float: `"1.50"`. At most nine digits after the point. */
export const UsdText = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,9})?$/, 'expected US dollars as text, such as "1.50", not negative and with at most nine digits after the point')
