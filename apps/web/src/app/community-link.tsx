import type { CommunityChip } from '@parvis/shared';
import { Link } from '@tanstack/react-router';

/** The way back to the community whose list is shown. */
export const CommunityLink = ({ community: { slug, name } }: { community: Pick<CommunityChip, 'slug' | 'name'> }) => (
  <Link className="link" to="/c/$slug" params={{ slug }}>
    {name}
  </Link>
);
