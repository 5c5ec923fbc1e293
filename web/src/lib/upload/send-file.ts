import type { ArchivedFile, Document } from '@smart-accounting/api-contract';
import { ApiProblem, problemFrom } from '#lib/api/problem.ts';

/** What the API answers to a file: its document, and whether it had that file already. */
export interface Received {
  readonly document: Document;
  readonly duplicate: boolean;
}

/** What it answers to a zip: each file in it, kept or told why not. */
export interface Unpacked {
  readonly files: readonly ArchivedFile[];
}

/** The most bytes the API takes; told before sending them for nothing. */
const largestFile = 20 * 1024 * 1024;
const largestArchive = 100 * 1024 * 1024;

/** Sends a file's bytes; a zip goes where it is unpacked. */
export function sendFile(
  tenant: string,
  file: File,
  onProgress: (part: number) => void,
): Promise<Received | Unpacked> {
  if (file.size === 0) return Promise.reject(new ApiProblem('empty_file', 422));
  if (/\.zip$/i.test(file.name)) {
    if (file.size > largestArchive) return Promise.reject(new ApiProblem('archive_too_large', 413));
    return send(`/api/v1/tenants/${tenant}/document-archives`, file, onProgress);
  }
  if (file.size > largestFile) return Promise.reject(new ApiProblem('file_too_large', 413));
  const name = encodeURIComponent(file.name);
  return send(`/api/v1/tenants/${tenant}/documents?file_name=${name}`, file, onProgress);
}

/** XMLHttpRequest, because `fetch` cannot tell how much has left. */
function send(
  address: string,
  file: File,
  onProgress: (part: number) => void,
): Promise<Received | Unpacked> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = request.onabort = () => reject(new ApiProblem('offline', 0));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response);
      else reject(problemFrom(request.response, request.status));
    };
    request.send(file);
  });
}
