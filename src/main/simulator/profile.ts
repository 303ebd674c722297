/** The format is declared in the contract: `assay whatif` reads it too, and shares no code with the simulator. */
export * from '#contract/simulator-profile'
