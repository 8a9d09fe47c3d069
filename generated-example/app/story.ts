/** Prints the tour as a readable story. */
export const chapter = (title: string): void => console.log(`\n${title}`);
export const say = (line: string): void => console.log(`  ${line}`);
