import fc from 'fast-check'
import { loadAllProtocols } from '../../src/protocols/registry.ts'

// The same cases in every run: a red test here is red on every machine. FUZZ_SEED looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20171120) })

// Tests read scenarios of any lab.
await loadAllProtocols()
