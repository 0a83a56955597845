/** Handing files to the sandbox, which keeps them for a command's option or a form. */

/** Bytes that a file may have in a server without boosts. */
const MOST_BYTES = 10 * 1024 * 1024;

/** A file that cannot be uploaded; the message is a sentence for the person. */
export class UploadError extends Error {}

/**
 * Upload a file.
 *
 * @param {File} file
 * @returns {Promise<string>} the id that stands for it
 * @throws {UploadError}
 */
export async function uploadFile(file) {
  if (file.size > MOST_BYTES) throw new UploadError("Your file is too powerful! The maximum file size is 10 MB.");
  const told = await send(file);
  if (!told.id) throw new UploadError(told.error ?? "The file could not be uploaded. Try again.");
  return told.id;
}

async function send(file) {
  const url = `/page/uploads?filename=${encodeURIComponent(file.name)}`;
  const headers = {"Content-Type": file.type || "application/octet-stream"};
  try {
    const response = await fetch(url, {method: "POST", headers, body: file});
    return await response.json();
  } catch (error) {
    throw new UploadError("The file could not be uploaded. Is the sandbox still running?", {cause: error});
  }
}
