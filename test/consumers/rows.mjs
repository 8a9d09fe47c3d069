// The ways in which users load Tenantry: module system × compiler or bundler × test runner. A row is a project that must build and pass.
import { fenceTest, PRINTED, program } from './project.mjs';

/** Versions that `npm run test:consumers` installs. */
const VERSIONS = {
  '@babel/core': '7.29.13',
  '@babel/preset-env': '7.29.14',
  '@babel/preset-typescript': '7.29.7',
  '@rollup/plugin-commonjs': '29.0.3',
  '@rollup/plugin-node-resolve': '16.0.3',
  '@rollup/plugin-json': '6.1.0',
  '@swc/core': '1.16.22',
  '@swc/jest': '0.2.39',
  '@types/jest': '30.0.0',
  '@types/react': '19.2.2',
  'babel-jest': '30.5.2',
  esbuild: '0.28.2',
  jest: '30.5.2',
  next: '16.4.6',
  react: '19.3.1',
  'react-dom': '19.3.1',
  rollup: '4.68.8',
  'ts-jest': '29.4.15',
  'ts-loader': '9.6.2',
  'ts-node': '10.9.2',
  tsx: '4.23.15',
  vitest: '4.1.12',
  webpack: '5.113.0',
  'webpack-cli': '7.3.1',
};

/** The compilers, by the name of their folder in node_modules. */
export const COMPILERS = { 5.4: 'typescript-5.4', 5.9: 'typescript-5.9', '6.0': 'typescript-6.0', 7: 'typescript-7' };

const SHARED = { target: 'es2022', skipLibCheck: true, types: ['node'], rootDir: '.', outDir: 'dist' };

/** How projects set up TypeScript, and what a relative import then looks like. */
const MODES = {
  'ES modules, nodenext': { type: 'module', extension: 'js', options: { module: 'nodenext', strict: true } },
  'CommonJS, nodenext': { type: 'commonjs', extension: 'none', options: { module: 'nodenext', strict: true } },
  'CommonJS, node16': { type: 'commonjs', extension: 'none', options: { module: 'node16', strict: true } },
  'CommonJS, node10': {
    type: 'commonjs',
    extension: 'none',
    options: { module: 'commonjs', moduleResolution: 'node', strict: true, esModuleInterop: true },
    // TypeScript 6 deprecates this resolution, and 7 has it no more.
    compilers: ['5.4', '5.9'],
  },
  'NestJS 12': {
    type: 'commonjs',
    extension: 'none',
    options: {
      ...{ module: 'nodenext', target: 'es2023', esModuleInterop: true, isolatedModules: true, declaration: true },
      ...{ emitDecoratorMetadata: true, experimentalDecorators: true, allowSyntheticDefaultImports: true },
      ...{ strictNullChecks: true, noImplicitAny: false, strictBindCallApply: false, removeComments: true },
    },
    // Its target es2023 is younger than 5.4.
    compilers: ['5.9', '6.0', '7'],
  },
  'NestJS 10': {
    type: 'commonjs',
    extension: 'none',
    options: {
      ...{ module: 'commonjs', target: 'es2021', declaration: true, removeComments: true, esModuleInterop: true },
      ...{ emitDecoratorMetadata: true, experimentalDecorators: true, allowSyntheticDefaultImports: true },
      ...{ strictNullChecks: false, noImplicitAny: false, strictBindCallApply: false, moduleResolution: 'node' },
    },
    compilers: ['5.4', '5.9'],
  },
};

const specifier = (extension) => (extension === 'none' ? '' : `.${extension}`);
const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
const node = (...argv) => ['node', ...argv];
const inSandbox = (file) => ({
  run: node('node_modules/tenantry/bin/tenantry.js', 'sandbox', '--quiet', '--', 'node', file),
  prints: PRINTED,
});

/** Compiled by a version of TypeScript, then run in the sandbox. */
const compiled = Object.entries(MODES).flatMap(([mode, { type, extension, options, compilers }]) =>
  (compilers ?? Object.keys(COMPILERS)).map((version) => ({
    name: `TypeScript ${version}, ${mode}`,
    // One row of each mode belongs to every test run; the others only differ in the compiler.
    quick: version === (compilers?.[0] ?? '7') || (version === '5.4' && mode === 'CommonJS, node16'),
    tools: [],
    ...{ type, extension },
    files: {
      'src/main.ts': program(specifier(extension)),
      'tsconfig.json': json({ compilerOptions: { ...SHARED, ...options }, include: ['src'] }),
    },
    steps: [{ run: node(`node_modules/${COMPILERS[version]}/bin/tsc`) }, inSandbox('dist/src/main.js')],
  })),
);

const jestConfig = (transform) =>
  `module.exports = { testEnvironment: 'node', transform: { '^.+\\\\.ts$': ${JSON.stringify(transform)} } };\n`;
const jest = (name, tools, transform, files = {}) => ({
  name: `Jest, CommonJS, ${name}`,
  tools: ['jest', '@types/jest', ...tools],
  ...{ type: 'commonjs', extension: 'none' },
  files: {
    'test/fence.test.ts': fenceTest(''),
    'jest.config.cjs': jestConfig(transform),
    'tsconfig.json': json({
      compilerOptions: {
        ...SHARED,
        module: 'commonjs',
        moduleResolution: 'node',
        strict: true,
        esModuleInterop: true,
        types: ['node', 'jest'],
      },
    }),
    ...files,
  },
  steps: [{ run: node('node_modules/jest/bin/jest.js') }],
});

const BABEL = ['@babel/core', '@babel/preset-env', '@babel/preset-typescript', 'babel-jest'];
const PRESETS = { presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'] };

const runners = [
  jest('ts-jest', ['ts-jest'], 'ts-jest'),
  jest('Babel', BABEL, ['babel-jest', PRESETS]),
  jest(
    'SWC',
    ['@swc/core', '@swc/jest'],
    ['@swc/jest', { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  ),
  {
    name: 'Jest, ES modules, ts-jest',
    tools: ['jest', '@types/jest', 'ts-jest'],
    ...{ type: 'module', extension: 'js' },
    files: {
      'test/fence.test.ts': fenceTest('.js'),
      'jest.config.cjs': `module.exports = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\\\.{1,2}/.*)\\\\.js$': '$1' },
  transform: { '^.+\\\\.ts$': ['ts-jest', { useESM: true }] },
};\n`,
      'tsconfig.json': json({
        compilerOptions: {
          ...SHARED,
          module: 'esnext',
          moduleResolution: 'bundler',
          strict: true,
          types: ['node', 'jest'],
        },
      }),
    },
    steps: [{ run: node('--experimental-vm-modules', 'node_modules/jest/bin/jest.js') }],
  },
  {
    name: 'vitest',
    quick: true,
    tools: ['vitest'],
    ...{ type: 'module', extension: 'js' },
    files: {
      'test/fence.test.ts': fenceTest('.js', { imports: `import { afterAll, beforeAll, it } from 'vitest';` }),
      'vitest.config.mjs': `export default { root: import.meta.dirname };\n`,
    },
    steps: [{ run: node('node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.config.mjs') }],
  },
  ...['module', 'commonjs'].map((type) => {
    const extension = type === 'module' ? 'js' : 'none';
    const names = { imports: `import { after, before, it } from 'node:test';`, before: 'before', after: 'after' };
    return {
      name: `node:test, ${type === 'module' ? 'ES modules' : 'CommonJS'}`,
      quick: true,
      tools: [],
      ...{ type, extension },
      files: {
        'test/fence.test.ts': fenceTest(specifier(extension), names),
        'tsconfig.json': json({ compilerOptions: { ...SHARED, module: 'nodenext', strict: true }, include: ['test'] }),
      },
      steps: [{ run: node('node_modules/typescript-7/bin/tsc') }, { run: node('--test', 'dist/test/fence.test.js') }],
    };
  }),
];

const plain = { module: 'esnext', moduleResolution: 'bundler', strict: true };

const bundled = (
  name,
  tools,
  { type = 'commonjs', extension = 'none', files = {}, out = 'out/main.cjs', quick = false, run },
) => ({
  ...{ name, quick, tools, type, extension },
  files: {
    'src/main.ts': program(specifier(extension)),
    'tsconfig.json': json({ compilerOptions: { ...SHARED, ...plain }, include: ['src'] }),
    ...files,
  },
  steps: [...(run === undefined ? [] : [{ run }]), inSandbox(out)],
});

const esbuild = (options) => {
  const all = { entryPoints: ['src/main.ts'], bundle: true, platform: 'node', logLevel: 'error', ...options };
  return node('-e', `require('esbuild').buildSync(${JSON.stringify(all)})`);
};

const loaders = [
  bundled('esbuild, CommonJS output', ['esbuild'], {
    quick: true,
    run: esbuild({ outfile: 'out/main.cjs' }),
  }),
  bundled('esbuild, ES module output', ['esbuild'], {
    ...{ quick: true, type: 'module', extension: 'js', out: 'out/main.mjs' },
    run: esbuild({ format: 'esm', external: ['@aws-sdk/*'], outfile: 'out/main.mjs' }),
  }),
  bundled('webpack and ts-loader', ['webpack', 'webpack-cli', 'ts-loader'], {
    files: {
      'webpack.config.cjs': `module.exports = {
  mode: 'production',
  target: 'node',
  entry: './src/main.ts',
  module: { rules: [{ test: /\\.ts$/, loader: 'ts-loader' }] },
  resolve: { extensions: ['.ts', '.js'] },
  output: { path: __dirname + '/out', filename: 'main.cjs' },
};\n`,
    },
    run: node('node_modules/webpack/bin/webpack.js'),
  }),
  bundled('Rollup', ['rollup', '@rollup/plugin-commonjs', '@rollup/plugin-node-resolve', '@rollup/plugin-json'], {
    ...{ type: 'module', extension: 'js', out: 'out/main.mjs' },
    files: {
      'tsconfig.json': json({
        compilerOptions: { ...SHARED, module: 'esnext', moduleResolution: 'bundler', strict: true, outDir: 'dist' },
        include: ['src'],
      }),
      'rollup.config.mjs': `import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
export default {
  input: 'dist/src/main.js',
  output: { file: 'out/main.mjs', inlineDynamicImports: true },
  plugins: [resolve({ preferBuiltins: true }), commonjs(), json()],
  onwarn: () => {},
};\n`,
    },
    run: node(
      '-e',
      `require('node:child_process').execFileSync(process.execPath, ['node_modules/typescript-7/bin/tsc'], { stdio: 'inherit' }); require('node:child_process').execFileSync(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c', 'rollup.config.mjs'], { stdio: 'inherit' })`,
    ),
  }),
  {
    name: 'ts-node, CommonJS',
    tools: ['ts-node'],
    ...{ type: 'commonjs', extension: 'none' },
    files: {
      'src/main.ts': program(''),
      'start.cjs': `require('ts-node').register();\nrequire('./src/main.ts');\n`,
      'tsconfig.json': json({
        compilerOptions: {
          ...SHARED,
          module: 'commonjs',
          moduleResolution: 'node',
          strict: true,
          esModuleInterop: true,
        },
      }),
    },
    steps: [inSandbox('start.cjs')],
  },
  ...['module', 'commonjs'].map((type) => ({
    name: `tsx, ${type === 'module' ? 'ES modules' : 'CommonJS'}`,
    tools: ['tsx'],
    ...{ type, extension: type === 'module' ? 'js' : 'none' },
    files: {
      'src/main.ts': program(type === 'module' ? '.js' : ''),
      'start.cjs': `const { status } = require('node:child_process').spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'src/main.ts'], { stdio: 'inherit' });\nprocess.exit(status);\n`,
    },
    steps: [inSandbox('start.cjs')],
  })),
  {
    name: 'Next.js, a route handler',
    tools: ['next', 'react', 'react-dom', '@types/react'],
    ...{ type: 'commonjs', extension: 'none' },
    files: {
      'src/main.ts': program(''),
      'app/layout.tsx': `export default function Layout({ children }: { children: React.ReactNode }) { return <html><body>{children}</body></html>; }\n`,
      'app/tasks/route.ts': `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDesk } from '../../src/client';
export const dynamic = 'force-dynamic';
export async function GET() {
  const desk = createDesk({ client: new DynamoDBClient({}), tables: { app: 'desk-dev' } });
  return Response.json(Object.keys(desk.task.get({ tenantId: 'acme', taskId: '1' }).params()));
}\n`,
      'tsconfig.json': json({
        compilerOptions: {
          target: 'es2022',
          lib: ['dom', 'es2023'],
          module: 'esnext',
          moduleResolution: 'bundler',
          strict: true,
          skipLibCheck: true,
          jsx: 'preserve',
          noEmit: true,
          esModuleInterop: true,
          isolatedModules: true,
          resolveJsonModule: true,
          plugins: [{ name: 'next' }],
        },
        include: ['app', 'src'],
      }),
    },
    steps: [{ run: node('node_modules/next/dist/bin/next', 'build') }],
  },
];

/** Every row with the versions of its tools. */
export const ROWS = [...compiled, ...runners, ...loaders].map((row) => ({
  quick: false,
  ...row,
  tools: Object.fromEntries(row.tools.map((tool) => [tool, VERSIONS[tool]])),
}));
