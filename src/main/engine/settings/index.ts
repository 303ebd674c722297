export { infraSetting, resolveInfraModel } from './infra-model.ts'
export { defaultSettings, Settings } from './settings.ts'
