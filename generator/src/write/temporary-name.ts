import { randomBytes } from 'node:crypto';

const TEMPORARY = /^\.tenantry-([0-9]+)-[0-9a-f]{8}\.tmp$/;

/** A name for a file that is written in full and then renamed to its final place. */
export const temporaryName = (): string => `.tenantry-${process.pid}-${randomBytes(4).toString('hex')}.tmp`;

/** Returns the process that made a temporary name. */
export const processOf = (name: string): number => Number(TEMPORARY.exec(name)?.[1]);

export const isTemporary = (name: string): boolean => TEMPORARY.test(name);
