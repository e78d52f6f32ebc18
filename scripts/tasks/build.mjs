import { build as buildWhatChanged } from '../lib/build.mjs';

/** Builds what changed and leaves it at that: for the image. */
export default function build() {
  return buildWhatChanged();
}
