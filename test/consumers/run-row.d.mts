import type { Row } from './rows.mjs';

export function runRow(row: Row, base: string): string | undefined;
