import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Kept } from '../../catalogue/kept.ts';
import { recogniseScan, recogniseTyped } from '../../catalogue/recognise.ts';
import { countOf, myLines, toFind, toRecount } from '../../counting/documents.ts';
import { countLine, documents, holdZone } from '../../counting/local.ts';
import { addQuantities, isCode, parseQuantity } from '../../counting/quantity.ts';
import { useScans } from '../../keys/use-scans.ts';
import { session } from '../../session/session.ts';
import { useWatched } from '../../store.ts';
import { Unknown } from '../counts/count-page.tsx';
import { Entry } from './entry.tsx';
import { LineList } from './line-list.tsx';
import type { Notice } from './notice.ts';
import { remember, useProduct } from './use-product.ts';
import css from './zone.module.css';

/** Counting in a zone: each scan is one more, digits set. What the books expect is shown where the count says so. */
export function ZonePage() {
  const { countId = '', zoneId = '' } = useParams();
  const navigate = useNavigate();
  const all = useWatched(documents, (one) => one);
  const counterId = useWatched(session, (signed) => signed?.staff.id) ?? '';
  const count = countOf(all, countId);
  const lines = myLines(all, { countId, zoneId, counterId });
  const [chosen, setChosen] = useState<string | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [typed, setTyped] = useState('');
  const currentId = chosen ?? lines[0]?.productId;
  const current = useProduct(currentId);
  const isOpen = count?.state === 'open';

  useEffect(() => {
    if (isOpen) void holdZone(countId, zoneId, false);
  }, [countId, zoneId, isOpen]);

  const addOne = (product: Kept) => {
    remember(product);
    setChosen(product.id);
    setNotice(null);
    void countLine({ countId, zoneId, productId: product.id }, (before) => addQuantities(before, '1'));
  };
  const choose = (product: Kept) => {
    remember(product);
    setChosen(product.id);
    setNotice(null);
    setTyped('');
  };
  useScans(async (text, characters) => {
    // What of it went into the field before it was known as a scan is none of the typing.
    setTyped((present) => present.slice(0, Math.max(0, present.length - characters)));
    const found = await recogniseScan(text);
    if ('unknown' in found) setNotice({ is: 'unknown', code: text });
    else if (found.product.soldBy === 'weight') choose(found.product);
    else addOne(found.product);
  });
  const submit = async () => {
    const wanted = typed.trim();
    if (wanted === '') return;
    if (isCode(wanted)) {
      const found = await recogniseTyped(wanted);
      if ('product' in found) choose(found.product);
      else setNotice({ is: 'unknown', code: wanted });
      return;
    }
    const quantity = parseQuantity(wanted, current?.soldBy ?? 'piece');
    if (quantity === undefined || currentId === undefined)
      return setNotice({ is: 'not-a-quantity', typed: wanted });
    setTyped('');
    setNotice(null);
    await countLine({ countId, zoneId, productId: currentId }, () => quantity);
  };

  if (!count) return <Unknown />;
  const zone = count.zones.find((one) => one.zoneId === zoneId);
  const quantity = lines.find((line) => line.productId === currentId)?.quantity;
  const finish = async () => {
    await holdZone(countId, zoneId, true);
    navigate(`/comptage/${countId}`);
  };
  return (
    <div className={css.page} data-testid="counting">
      <header className={css.head}>
        <Link to={`/comptage/${countId}`} className={css.back}>
          {count.name}
        </Link>
        <h1>{zone?.name}</h1>
        <button type="button" className={css.plain} onClick={() => void finish()} data-testid="zone-done">
          <Trans>Terminer la zone</Trans>
        </button>
      </header>
      <Entry
        product={current}
        quantity={quantity}
        notice={notice}
        typed={typed}
        onTyping={setTyped}
        onSubmit={() => void submit()}
        onProduct={choose}
        isOpen={isOpen}
        isBlind={count.isBlind !== false}
      />
      <LineList
        lines={lines}
        recounts={toRecount(all, countId, zoneId)}
        toFind={isOpen ? toFind(all, count) : []}
        currentId={currentId}
        onChoose={setChosen}
      />
    </div>
  );
}
