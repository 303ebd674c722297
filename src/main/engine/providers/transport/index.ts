export { Exchange } from './exchange.ts'
export { type ExchangeEnd, ExchangeEnded } from './exchange-end.ts'
export { emptyAnswer } from './sdk-response.ts'
export { type SdkFetch, type Sender, Transport } from './transport.ts'
