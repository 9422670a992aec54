/**
 * Uploads go one after another, in the order in which the files were given.
 * @returns {{ add: (upload: () => Promise<void>) => void, isBusy: () => boolean }} an upload must not reject
 */
export function createUploadQueue() {
  let last = Promise.resolve();
  let unfinished = 0;
  return {
    add(upload) {
      unfinished += 1;
      last = last.then(upload).finally(() => {
        unfinished -= 1;
      });
    },
    isBusy: () => unfinished > 0,
  };
}
