/** The 120 cases of who asks and with what, and what each is given. The table of docs/security.md is rendered from it, and the tests ask each of them. */

export const hosts = ['127.0.0.1:P', 'localhost:P', '[::1]:P', '127.0.0.1:other', 'evil.example:P', 'absent'] as const
export const origins = ['own', 'absent', 'null', 'http://evil.example', 'own host, other port'] as const
export const credentials = ['cookie', 'bearer', 'wrong', 'none'] as const
export const doors = ['page', 'socket', 'launch'] as const

export interface AdmissionCase {
  readonly host: (typeof hosts)[number]
  readonly origin: (typeof origins)[number]
  readonly credential: (typeof credentials)[number]
}

/** What is given; everything that is not here is refused with 403. */
const given: readonly (AdmissionCase & { readonly doors: readonly (typeof doors)[number][] })[] = [
  { host: '127.0.0.1:P', origin: 'own', credential: 'cookie', doors: ['page', 'socket'] },
  { host: '127.0.0.1:P', origin: 'absent', credential: 'cookie', doors: ['page'] },
  { host: '127.0.0.1:P', origin: 'absent', credential: 'bearer', doors: ['launch'] },
]

export const admissionCases: readonly AdmissionCase[] = hosts.flatMap((host) =>
  origins.flatMap((origin) => credentials.map((credential) => ({ host, origin, credential }))),
)

export function opens({ host, origin, credential }: AdmissionCase): readonly (typeof doors)[number][] {
  return given.find((row) => row.host === host && row.origin === origin && row.credential === credential)?.doors ?? []
}

/** As it stands in docs/security.md: a row for each Host and Origin, a column for each credential. */
export function renderAdmissionTable(): string {
  const rows = hosts.flatMap((host) =>
    origins.map((origin) => {
      const cells = credentials.map((credential) => opens({ host, origin, credential }).join(', ') || '403')
      return [`\`${host}\``, origin.startsWith('http') ? `\`${origin}\`` : origin, ...cells]
    }),
  )
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const heads = ['Host', 'Origin', ...credentials]
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
