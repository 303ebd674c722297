import fc from 'fast-check'

const seed = 20261121

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
