/** 0: clean. 1: findings, such as a problem in the schema or a stale file. 2: could not run. */
export type ExitCode = 0 | 1 | 2;
