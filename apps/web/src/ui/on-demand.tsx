import { Component, type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from './toast.tsx';

interface OnDemandProps<P> {
  /** Fetches the code of the part. */
  load: () => Promise<ComponentType<P>>;
  /** What the part is given. */
  given: P;
  onFailed: () => void;
}

/**
 * A part that is fetched when somebody opens it. Where its code does not come, that is said and the screen stays as it is; opened
 * once more, it is fetched once more.
 */
export function OnDemand<P extends object>({ load, given, onFailed }: OnDemandProps<P>) {
  const { t } = useTranslation();
  const [loaded, keep] = useState<{ Part: ComponentType<P> } | null>(null);
  const fetched = useRef({ load, failed: onFailed });
  useEffect(() => {
    let closed = false;
    fetched.current.load().then(
      (Part) => closed || keep({ Part }),
      () => {
        if (closed) return;
        toast(t('state.partFailed'));
        fetched.current.failed();
      },
    );
    return () => {
      closed = true;
    };
  }, [t]);
  return loaded && <loaded.Part {...given} />;
}

/** Keeps what breaks among its children from taking the screen with it: `instead` stands in their place. */
export class Apart extends Component<{ instead: ReactNode; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? this.props.instead : this.props.children;
  }
}
