export function fenceTest(extension: string): string;
