/** `report_order`, `cost`: JSON. What it cites: the calls up to its watermark that started in [cited_from_ms, cited_to_ms). */
export interface KeptReportTable {
  name: string
  report_order: string
  file: string
  sha256: string
  watermark: number
  rows: number
  cost: string | null
  made_at_ms: number
  user: string
  cited_from_ms: number
  cited_to_ms: number
  cites_bodies: number
}
