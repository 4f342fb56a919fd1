export { Masker } from './masker.ts';
export { MaskedOutputs } from './outputs.ts';
export { redact } from './redact.ts';
export { spellings } from './spellings.ts';
export { MaskingStream } from './stream.ts';
