/** A file as it is sent. @param {File} file @returns {Promise<import('./chat-api.js').SentFile>} */
export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const dataUrl = String(reader.result);
      resolve({ name: file.name, base64: dataUrl.slice(dataUrl.indexOf(',') + 1) });
    });
    reader.addEventListener('error', () => reject(new Error('文件读不出来')));
    reader.readAsDataURL(file);
  });
}
