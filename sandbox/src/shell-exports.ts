/** Lines that a POSIX shell reads: `export NAME='value'`. */
export const shellExports = (env: { readonly [name: string]: string }): string =>
  Object.entries(env)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('');
