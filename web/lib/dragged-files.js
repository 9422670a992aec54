/** Whether a drag carries files, and not a piece of text or of the page. @param {DragEvent} event */
export const carriesFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files') ?? false;

/** What was dropped. @param {DragEvent} event @returns {File[]} */
export const droppedFiles = ({ dataTransfer }) => [...(dataTransfer?.files ?? [])];
