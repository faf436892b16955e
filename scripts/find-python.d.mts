export function findPython(module: string): string | undefined;
