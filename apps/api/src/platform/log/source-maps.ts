// Loaded before the product (`node --import`): stacks in the logs then name the sources. Ours alone: the source maps of
// all libraries, which `--enable-source-maps` reads too, weigh 25 MB.
import { setSourceMapsSupport } from 'node:module';

setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
