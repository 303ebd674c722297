import type { Database } from '../database.ts'
import type { WriteContext } from '../write-context.ts'

export type KeepReport = Database['kept_report']

/** False: one of that name is kept already, and stays. */
export function keepReport(context: WriteContext, report: KeepReport): boolean {
  const { name, report_order, file, sha256, watermark, rows, cost, made_at_ms, user, cited_from_ms, cited_to_ms, cites_bodies } = report
  return (
    context
      .prepare(`insert or ignore into kept_report (name, report_order, file, sha256, watermark, rows, cost, made_at_ms, user, cited_from_ms,
        cited_to_ms, cites_bodies) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(name, report_order, file, sha256, watermark, rows, cost, made_at_ms, user, cited_from_ms, cited_to_ms, cites_bodies).changes > 0
  )
}

/** False: there was none. */
export function forgetReport(context: WriteContext, { name }: { readonly name: string }): boolean {
  return context.prepare('delete from kept_report where name = ?').run(name).changes > 0
}
