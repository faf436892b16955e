/** Downloads a file under the given name. */
export function download(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the blob later; after half a minute the memory is released.
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}
