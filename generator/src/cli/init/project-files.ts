import type { ImportExtension } from './import-extension.js';
import { sampleProgram } from './sample-program.js';
import { sampleSchema } from './sample-schema.js';

const config = (extension: ImportExtension): string => `# Output folders of the schema are relative to this file.
schema: schemas/*.tenantry.yaml
${extension === 'js' ? '' : `extension: ${extension}   # of imports in the generated client, as this project's tsconfig.json requires\n`}`;

const TYPESCRIPT = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "nodenext",
    "strict": true,
    "types": ["node"],
    "skipLibCheck": true,
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`;

export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** Returns the files that `tenantry init` creates beside package.json. */
export const projectFiles = (service: string, extension: ImportExtension): readonly ProjectFile[] => [
  { path: 'tenantry.config.yaml', text: config(extension) },
  {
    path: `schemas/${service}.tenantry.yaml`,
    text: sampleSchema(service, '../node_modules/tenantry/dist/tenantry.schema.json'),
  },
  { path: 'src/main.ts', text: sampleProgram(service, extension) },
  { path: 'tsconfig.json', text: TYPESCRIPT },
];
