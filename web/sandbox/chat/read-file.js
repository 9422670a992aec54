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

/** The roster to try things with: people of the example rows and others, as a file that somebody would have. */
export async function readExample() {
  const answer = await fetch('/sandbox/chat/example-roster.csv');
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return readFile(new File([await answer.blob()], '示例名单.csv'));
}
