/** Hands a file to the person at the page, under the given name. */
export function download(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the blob after this turn; half a minute is ample and the memory comes back.
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}
