import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useEffect, useState } from 'react';

/** Known once the script runs: this browser has them, and the shop is at a name, which they need. Source: Web Authentication Level 3, 5.1.2. */
export function usePasskeysHere(): boolean {
  const [isHere, setHere] = useState(false);
  useEffect(() => {
    const isNamed = !/^[\d.]+$|:/.test(window.location.hostname);
    setHere(isNamed && browserSupportsWebAuthn());
  }, []);
  return isHere;
}
