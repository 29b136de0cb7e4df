import type { LanguagePack } from '../src/transform/types.js';
import { composer } from './composer/index.js';
import { go } from './go/index.js';
import { npm } from './npm/index.js';
import { web } from './web/index.js';

/** All language packs, in the order in which they are asked who owns the started process. */
export const packs: readonly LanguagePack[] = [go, composer, web, npm];

export { composer, go, npm, web };
