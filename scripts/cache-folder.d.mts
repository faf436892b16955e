export function cacheFolder(root?: string): string;
