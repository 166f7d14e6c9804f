import fc from 'fast-check'

// The same cases in every run: a red test here is red on every machine. FUZZ_SEED looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20171120) })
