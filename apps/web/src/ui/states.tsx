import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NetworkError, ProblemError } from '../lib/problem-error.ts';
import { BrokenWall, ClosedDoor, InterruptedPath, MissingStone } from './drawings.tsx';
import classes from './states.module.css';

const SKELETON_AFTER_MS = 200;

/** Rows in the shape of what comes, after a moment: what is quick shows nothing. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className={classes['loading']}>
      <span className="visually-hidden">{t('state.loading')}</span>
      {shown &&
        Array.from({ length: rows }, (_, index) => (
          <div key={index} className={classes['row']}>
            <i />
            <span>
              <b />
              <b />
            </span>
          </div>
        ))}
    </div>
  );
}

interface StateProps {
  drawing: ReactNode;
  /** The whole screen is this state: its title is then the screen's. */
  whole?: boolean | undefined;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'alert' | 'status';
}
function State({ drawing, whole = false, title, children, actions, role }: StateProps) {
  const Title = whole ? 'h1' : 'h2';
  return (
    <section className={classes['state']} {...(role && { role })}>
      {drawing}
      <Title>{title}</Title>
      {children && <p>{children}</p>}
      {actions && <div className={classes['actions']}>{actions}</div>}
    </section>
  );
}

/** Nothing yet: says what it is for, and the next useful thing to do. */
export function Empty({ title, children, actions }: Omit<StateProps, 'drawing' | 'role'>) {
  return (
    <State drawing={<MissingStone />} title={title} actions={actions}>
      {children}
    </State>
  );
}

/** The way on from a screen that shows nothing else. */
function GoHome() {
  const { t } = useTranslation();
  return (
    <Button component={Link} to="/">
      {t('state.home')}
    </Button>
  );
}

/** Not for this person, or not there: the same words. */
export function NotThere({ actions, whole }: Pick<StateProps, 'actions' | 'whole'>) {
  const { t } = useTranslation();
  return (
    <State drawing={<ClosedDoor />} whole={whole} title={t('state.notThere')} actions={actions ?? (whole && <GoHome />)}>
      {t('state.notThereHint')}
    </State>
  );
}

export function Forbidden({ title, children, actions, whole }: Pick<StateProps, 'children' | 'actions' | 'whole'> & { title?: string }) {
  const { t } = useTranslation();
  return (
    <State drawing={<ClosedDoor />} whole={whole} title={title ?? t('state.forbidden')} actions={actions ?? (whole && <GoHome />)}>
      {children ?? t('state.forbiddenHint')}
    </State>
  );
}

/** What went wrong, what was kept, and another try. */
export function Failed({ error, onRetry, whole }: { error: unknown; onRetry?: () => void; whole?: boolean }) {
  const { t } = useTranslation();
  if (error instanceof ProblemError && error.status === 404) return <NotThere whole={whole} />;
  if (error instanceof ProblemError && error.status === 403) return <Forbidden whole={whole} />;
  const offline = error instanceof NetworkError || (!(error instanceof ProblemError) && !navigator.onLine);
  const reference = error instanceof ProblemError ? error.problem.requestId : undefined;
  return (
    <State
      role="alert"
      drawing={offline ? <InterruptedPath /> : <BrokenWall />}
      whole={whole}
      title={t(offline ? 'state.offline' : whole ? 'state.failedWhole' : 'state.failed')}
      actions={
        onRetry && (
          <Button leftSection={<IconRefresh size={16} />} onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )
      }
    >
      {t(offline ? 'state.offlineHint' : 'state.failedHint')}
      {reference && (
        <small className={classes['reference']}>
          {t('state.reference')} <code>{reference}</code>
        </small>
      )}
    </State>
  );
}
