const unit = 1024;

/** @param {number} bytes @returns {string} such as 56 KB or 2.3 MB */
export function fileSize(bytes) {
  if (bytes < unit * unit) return `${Math.ceil(bytes / unit)} KB`;
  return `${(bytes / unit / unit).toFixed(1)} MB`;
}
