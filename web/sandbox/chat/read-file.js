/** A file as it is sent: `{ name, base64 }`. */
export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () =>
      resolve({ name: file.name, base64: reader.result.slice(reader.result.indexOf(',') + 1) }),
    );
    reader.addEventListener('error', () => reject(new Error('文件读不出来')));
    reader.readAsDataURL(file);
  });
}
