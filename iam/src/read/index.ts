// Reads policies out of the files that hold them: it needs a parser of YAML, which the rest of the package does without.
export { HOLE } from './holes.js';
export { readPolicies } from './read-policies.js';
export type { PolicyFormat, PolicyKind, Reading, ReadOptions, ReadPolicy, ReadProblem } from './read-policy.js';
export type { Path, Position } from './tree.js';
