export { createProviderClient, type ProviderClientOptions } from './provider-client.ts'
