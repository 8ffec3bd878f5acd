import type { FileHandle } from 'node:fs/promises';

// Signatures and lengths of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7 and 4.3.16.
const localHeader = Buffer.from('PK\x03\x04', 'latin1');
const endRecord = Buffer.from('PK\x05\x06', 'latin1');
const endRecordBytes = 22;
const longestComment = 0xffff;

/** Whether bytes can be the first ones of a zip: the header of an entry, or the end record of an empty zip. */
export const beginsLikeZip = (bytes: Buffer): boolean =>
  [localHeader, endRecord].some((signature) => {
    const length = Math.min(bytes.length, signature.length);
    return bytes.subarray(0, length).equals(signature.subarray(0, length));
  });

/** Whether the directory that an end record names is present. Zip64 sets all bits here and keeps the values elsewhere. */
function hasDirectory(record: Buffer, position: number): boolean {
  const [bytes, offset] = [record.readUInt32LE(12), record.readUInt32LE(16)];
  return bytes === 0xffffffff || offset === 0xffffffff || offset + bytes <= position;
}

/** Whether a file of `size` bytes begins as a zip and has its end record, with as much before it as the record says. */
export async function isWholeZip(file: FileHandle, size: number): Promise<boolean> {
  if (size < endRecordBytes) return false;
  const first = Buffer.alloc(localHeader.length);
  const last = Buffer.alloc(Math.min(size, endRecordBytes + longestComment));
  await file.read(first, 0, first.length, 0);
  await file.read(last, 0, last.length, size - last.length);
  if (!beginsLikeZip(first)) return false;
  for (let at = last.lastIndexOf(endRecord); at !== -1; at = at === 0 ? -1 : last.lastIndexOf(endRecord, at - 1)) {
    const record = last.subarray(at);
    const comment = record.length >= endRecordBytes ? record.readUInt16LE(endRecordBytes - 2) : Number.NaN;
    if (endRecordBytes + comment === record.length && hasDirectory(record, size - record.length)) return true;
  }
  return false;
}
