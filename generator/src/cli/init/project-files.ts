import { sampleProgram } from './sample-program.js';
import { sampleSchema } from './sample-schema.js';

const CONFIG = `# Output folders of the schema are relative to this file.
schema: schemas/*.tenantry.yaml
`;

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

/** What `tenantry init` creates beside package.json. */
export const projectFiles = (service: string): readonly ProjectFile[] => [
  { path: 'tenantry.config.yaml', text: CONFIG },
  {
    path: `schemas/${service}.tenantry.yaml`,
    text: sampleSchema(service, '../node_modules/tenantry/dist/tenantry.schema.json'),
  },
  { path: 'src/main.ts', text: sampleProgram(service) },
  { path: 'tsconfig.json', text: TYPESCRIPT },
];
