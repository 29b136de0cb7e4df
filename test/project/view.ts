import { imageViews, type CopiedView } from '../../src/project/image-view.js';
import type { ImageCopy } from '../../src/project/copy.js';
import type { ReadonlyFileSystem } from '../../src/project/types.js';

/** The image as all of these copies leave it. */
export function imageView(context: ReadonlyFileSystem, copies: readonly ImageCopy[]): CopiedView {
  return imageViews(context, copies)(copies.length);
}
