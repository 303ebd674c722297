import { describe, expect, it } from 'vitest'
import { AppError } from '#engine/failure'
import { readProviderFile } from './read-provider-file.ts'

const read = (...lines: readonly string[]) => readProviderFile({ text: `${lines.join('\n')}\n`, file: 'costs.csv' })

function issuesOf(...lines: readonly string[]) {
  try {
    read(...lines)
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'INVALID_INPUT') return error.failure
    throw error
  }
  throw new Error('it was read')
}

const openAiHead =
  'start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,user_id,api_key_id,project_id,organization_id,project_name,organization_name,user_email,api_source'
const anthropicHead =
  'usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed'

describe('readProviderFile', () => {
  it('reads costs as OpenAI exports them: a line a day and line item, an empty one for a day without any', () => {
    const file = read(
      openAiHead,
      '1790467200,1790553600,2026-09-27T00:00:00+00:00,2026-09-28T00:00:00+00:00,,,,,,,,,,,,,',
      '1790553600,1790640000,2026-09-28T00:00:00,2026-09-29T00:00:00,0.003835980000000000000000000000,usd,10,tokens,"gpt-5-nano, input_tokens",,,,,,,,',
      '1790553600,1790640000,2026-09-28T00:00:00,2026-09-29T00:00:00,0.5,usd,10,tokens,"gpt-5-nano, output_tokens",,,,,,,,',
    )
    expect(file).toMatchObject({ format: 'openai-costs', skippedLines: 1 })
    expect(file.rows).toEqual([
      expect.objectContaining({ day: '2026-09-28', name: 'gpt-5-nano', costNanoUsd: 503_835_980, calls: null, inputTokens: null }),
    ])
  })

  it('reads usage as OpenAI exports it', () => {
    const file = read(
      'start_time,end_time,start_time_iso,end_time_iso,num_model_requests,input_tokens,output_tokens,input_cached_tokens,model',
      '1790553600,1790640000,2026-09-28T00:00:00,2026-09-29T00:00:00,3,1000,200,400,gpt-5-mini',
    )
    expect(file.format).toBe('openai-usage')
    expect(file.rows[0]).toMatchObject({
      name: 'gpt-5-mini',
      costNanoUsd: null,
      calls: 3,
      inputTokens: 1000,
      cachedTokens: 400,
      outputTokens: 200,
    })
  })

  it('reads costs and usage as Anthropic exports them', () => {
    const costs = read(
      'usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed,api_key_id,api_key_status',
      '2026-08-04,Claude Haiku 4.5,Default,k,message,≤ 200k,input_no_cache,0.05,0.05,token,not_available,,a,archived',
      '2026-08-04,Claude Haiku 4.5,Default,k,message,≤ 200k,output,0.02,0.02,token,not_available,,a,archived',
    )
    expect(costs.format).toBe('anthropic-costs')
    expect(costs.rows).toEqual([expect.objectContaining({ name: 'Claude Haiku 4.5', costNanoUsd: 70_000_000, slackNanoUsd: 10_000_000 })])
    const usage = read(anthropicHead, '2026-08-05,claude-opus-5,App,Default,standard,≤ 200k,46981,15969,7,100,16932,0,global,')
    expect(usage.rows[0]).toMatchObject({
      name: 'claude-opus-5',
      inputTokens: 63_057,
      cachedTokens: 100,
      outputTokens: 16_932,
      costNanoUsd: null,
    })
  })

  it('reads other files by the names of their columns, whatever their case, separator and line ends', () => {
    const file = readProviderFile({ text: '\ufeffDate;Model;Cost\r\n2026/1/5;m-1;"$1,234.50"\r\n', file: 'x' })
    expect(file.rows).toEqual([expect.objectContaining({ day: '2026-01-05', name: 'm-1', costNanoUsd: 1_234_500_000_000 })])
    expect(read('day,cost', '1790553600,1').rows[0]).toMatchObject({ day: '2026-09-28', name: '' })
  })

  it('adds amounts up exactly and rounds once', () => {
    const file = read('day,model,cost', ...Array.from({ length: 10 }, () => '2026-01-01,a,0.0000000001'))
    expect(file.rows[0]?.costNanoUsd).toBe(1)
  })

  it('passes over credits and says how many lines', () => {
    expect(read('day,model,cost', '2026-01-01,a,1', '2026-01-01,credit,-5.00')).toMatchObject({ skippedLines: 1, rows: [{ name: 'a' }] })
  })

  it.each([
    ['a head that says nothing', ['a,b', '1,2'], { path: '', line: 1, column: 1, message: expect.stringContaining('got a, b') }],
    [
      'a line with more fields',
      ['day,model,cost', '2026-01-01,a,1', '2026-01-01,a,1,2'],
      { line: 3, message: expect.stringContaining('more or fewer') },
    ],
    ['a quote that is never closed', ['day,model,cost', '2026-01-01,"a,1'], { message: expect.stringContaining('never closed') }],
    ['a quote inside a field', ['day,model,cost', '2026-01-01,a"b"c,1'], { line: 2, message: expect.stringContaining('quote') }],
    ['no day', ['day,model,cost', '2026-01-01,a,1', 'yesterday,a,1'], { path: 'day', line: 3, column: 1 }],
    ['no month of the year', ['day,model,cost', '2026-13-01,a,1'], { path: 'day', line: 2, column: 1 }],
    [
      'no amount',
      ['day,model,Cost', '2026-01-01,a,abc'],
      { path: 'Cost', line: 2, column: 3, message: 'expected an amount such as 1.50, got "abc"' },
    ],
    ['no count', ['day,model,input_tokens,output_tokens', '2026-01-01,a,1.5,2'], { path: 'input_tokens', line: 2, column: 3 }],
    ['another currency', ['day,model,amount,currency', '2026-01-01,a,1,EUR'], { path: 'currency', line: 2, column: 4 }],
    ['no line', ['day,model,cost'], { message: expect.stringContaining('holds no usage') }],
    ['nothing', [''], { message: 'the file is empty' }],
  ])('refuses %s with line and column', (_what, lines, issue) => {
    const { source, issues } = issuesOf(...lines)
    expect(source).toBe('costs.csv')
    expect(issues[0]).toMatchObject(issue)
  })
})
