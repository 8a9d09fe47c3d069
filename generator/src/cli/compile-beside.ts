import { availableParallelism } from 'node:os';
import { compileRead } from '../compilation.js';
import { type Toolchain, toolchain } from './toolchain.js';

/**
 * `compile` of the toolchain that parses emitted files in a thread of its own: its parser loads while the policies are proved.
 * Nothing is given out before the thread has parsed all.
 */
export const compileBeside: Toolchain['compile'] = async (sources, options, expectsNew) => {
  if (!expectsNew || availableParallelism() < 2) return toolchain.compile(sources, options);
  return compileRead(await toolchain.readSchema(sources), async (model, diagnostics) => {
    const { syntaxThread } = await import('../emit/print/syntax-thread.js');
    const thread = syntaxThread();
    try {
      const { compileModel } = await import('../pipeline.js');
      const compilation = compileModel(model, diagnostics, sources, { ...options, parse: thread.parse });
      const problem = await thread.problem();
      if (problem !== undefined)
        throw (await import('../emit/print/syntax-gate.js')).notParsing(problem, options.templates);
      return compilation;
    } finally {
      await thread.end();
    }
  });
};
