export { encodings } from './encodings.ts';
export { Masker } from './masker.ts';
export { MaskedOutputs } from './outputs.ts';
export { redact } from './redact.ts';
export { MaskingStream } from './stream.ts';
