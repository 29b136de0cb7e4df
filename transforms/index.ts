import type { LanguagePack } from '../src/transform/types.js';
import { composer } from './composer/index.js';
import { go } from './go/index.js';
import { npm } from './npm/index.js';

/** All language packs, in the order in which they are asked who owns the started process. */
export const packs: readonly LanguagePack[] = [go, composer, npm];

export { composer, go, npm };
