import { type ClientRequest, request } from 'node:http'
import { onTestFinished } from 'vitest'
import { createSimulator, type ProfileInput, type Simulator, type SimulatorOptions } from '#simulator'

export type FaultInput = NonNullable<ProfileInput['faults']>[number]
export type FaultName = FaultInput['fault']

/** Everything one request met, whatever went wrong with it. */
export interface Reply {
  /** undefined: no status line arrived. */
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** The network's own word when the exchange broke, such as `ECONNRESET`. */
  readonly broke: string | undefined
}

export interface OpenSimulator extends Simulator {
  readonly origin: string
  readonly baseUrl: string
}

/** A listening simulator that is closed when the test is over. Its answers take no time unless the profile says otherwise. */
export async function openSimulator({ profile, ...options }: Partial<SimulatorOptions> = {}): Promise<OpenSimulator> {
  const simulator = createSimulator({ seed: 7, ...options, profile: { models: { '*': { medianMs: 0 } }, ...profile } })
  const { port, baseUrl } = await simulator.listen()
  onTestFinished(() => simulator.close())
  return { ...simulator, baseUrl, origin: `http://127.0.0.1:${port}` }
}

/** One whose every request meets a fault; its answers are 20 tokens long. */
export async function openWithFault(fault: FaultName, more: Omit<FaultInput, 'fault'> = {}): Promise<OpenSimulator> {
  return await openSimulator({ profile: { models: { '*': { medianMs: 0, textTokens: 20 } }, faults: [{ fault, ...more }] } })
}

export interface Asking {
  readonly attemptId?: string | undefined
  readonly method?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Called with the first bytes of an answer; with the request, so that a test can go away then. */
  readonly onFirstBytes?: ((asking: ClientRequest) => void) | undefined
}

/** Sends one request on a connection of its own and waits for its end, good or bad. */
export function ask(
  url: string,
  body: object | string,
  { attemptId, method = 'POST', headers, onFirstBytes }: Asking = {},
): Promise<Reply> {
  return new Promise((resolve) => {
    let text = ''
    let answer: Pick<Reply, 'status' | 'headers'> = { status: undefined, headers: {} }
    const end = (broke?: string) => resolve({ ...answer, text, broke })
    const asking = request(url, {
      method,
      agent: false,
      headers: { 'content-type': 'application/json', ...(attemptId !== undefined && { 'x-client-request-id': attemptId }), ...headers },
    })
    asking.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
    asking.on('response', (response) => {
      answer = { status: response.statusCode, headers: response.headers }
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        if (text === '') onFirstBytes?.(asking)
        text += chunk
      })
      response.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
      response.on('end', () => end())
    })
    asking.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
}

/** Lets the event loop turn until something that this process brings about is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

/** The data of each server-sent event, in order; what is not JSON stays text. */
export function eventsIn(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => (line.startsWith('data: {') ? JSON.parse(line.slice(6)) : line.slice(6)))
}

const question = 'What is the capital of France?'

/** The same question on every wire: where it is sent and what is sent. */
export const wires = {
  'openai-chat': (model: string, isStreamed: boolean) => ({
    path: '/v1/chat/completions',
    body: {
      model,
      messages: [{ role: 'user', content: question }],
      ...(isStreamed && { stream: true, stream_options: { include_usage: true } }),
    },
  }),
  'openai-responses': (model: string, isStreamed: boolean) => ({
    path: '/v1/responses',
    body: { model, input: [{ role: 'user', content: [{ type: 'input_text', text: question }] }], stream: isStreamed },
  }),
  anthropic: (model: string, isStreamed: boolean) => ({
    path: '/anthropic/v1/messages',
    body: { model, max_tokens: 400, messages: [{ role: 'user', content: question }], stream: isStreamed },
  }),
  google: (model: string, isStreamed: boolean) => ({
    path: `/google/v1beta/models/${model}:${isStreamed ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    body: { contents: [{ role: 'user', parts: [{ text: question }] }] },
  }),
} as const

export type WireName = keyof typeof wires
export const wireNames = ['openai-chat', 'openai-responses', 'anthropic', 'google'] as const satisfies readonly WireName[]

/** Asks the question by a wire. */
export function askBy(
  simulator: OpenSimulator,
  wire: WireName,
  isStreamed: boolean,
  asking: Asking & { model?: string } = {},
): Promise<Reply> {
  const { path, body } = wires[wire](asking.model ?? 'steady', isStreamed)
  return ask(simulator.origin + path, body, asking)
}
