import { useLingui } from '@lingui/react/macro';
import { type DragEvent, useState } from 'react';
import css from './categories.module.css';
import { type Move, moved, type Node, put, replaced, type Spot, without } from './tree.ts';

const dragged = 'application/x-category';

/** Upper quarter, middle, lower quarter of a row. */
function spotOf(event: DragEvent<HTMLElement>): Spot {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  const at = (event.clientY - top) / height;
  return at < 0.25 ? 'before' : at > 0.75 ? 'after' : 'inside';
}

type Shown = Readonly<{
  all: readonly Node[];
  counts: ReadonlyMap<string, number>;
  onArranged: (nodes: readonly Node[]) => void;
}>;

export function CategoryRows({ nodes, ...shown }: Shown & { nodes: readonly Node[] }) {
  if (nodes.length === 0) return null;
  return (
    <ul className={css.tree}>
      {nodes.map((node) => (
        <li key={node.id}>
          <Row node={node} {...shown} />
          <CategoryRows nodes={node.children} {...shown} />
        </li>
      ))}
    </ul>
  );
}

function Row({ node, all, counts, onArranged }: Shown & { node: Node }) {
  const { t, i18n } = useLingui();
  const [over, setOver] = useState<Spot | null>(null);
  const name = node.name[i18n.locale === 'en-CA' ? 'en' : 'fr'];
  const rename = (language: 'fr' | 'en', text: string) =>
    onArranged(replaced(all, { ...node, name: { ...node.name, [language]: text } }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for a mouse that drags; the arrows are for keys.
    <div
      className={css.row}
      data-over={over}
      data-testid="category-row"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragged)) return;
        event.preventDefault();
        setOver(spotOf(event));
      }}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => {
        setOver(null);
        const next = put(all, event.dataTransfer.getData(dragged), spotOf(event), node.id);
        if (next) onArranged(next);
      }}
    >
      <span
        className={css.handle}
        draggable
        aria-hidden="true"
        onDragStart={(event) => event.dataTransfer.setData(dragged, node.id)}
      >
        ⋮⋮
      </span>
      <input
        aria-label={t`Nom en français`}
        value={node.name.fr}
        maxLength={200}
        required
        onChange={(event) => rename('fr', event.target.value)}
        data-testid="category-fr"
      />
      <input
        aria-label={t`Nom en anglais`}
        lang="en"
        value={node.name.en}
        maxLength={200}
        required
        onChange={(event) => rename('en', event.target.value)}
        data-testid="category-en"
      />
      <span className={css.count} title={t`Produits, ceux de ses sous-catégories compris`}>
        {counts.get(node.id) ?? 0}
      </span>
      <Moves node={node} name={name} all={all} onArranged={onArranged} />
    </div>
  );
}

const arrows: readonly (readonly [Move, string])[] = [
  ['up', '↑'],
  ['down', '↓'],
  ['in', '→'],
  ['out', '←'],
];

function Moves(props: Pick<Shown, 'all' | 'onArranged'> & { node: Node; name: string }) {
  const { t } = useLingui();
  const { node, name, all, onArranged } = props;
  const words: Readonly<Record<Move, string>> = {
    up: t`Monter ${name}`,
    down: t`Descendre ${name}`,
    in: t`Mettre ${name} dans la catégorie d’avant`,
    out: t`Sortir ${name} de sa catégorie`,
  };
  return (
    <span className={css.moves}>
      {arrows.map(([move, arrow]) => {
        const next = moved(all, node.id, move);
        return (
          <button
            key={move}
            type="button"
            className="button"
            aria-label={words[move]}
            title={words[move]}
            disabled={!next}
            onClick={() => next && onArranged(next)}
            data-testid={`category-${move}`}
          >
            {arrow}
          </button>
        );
      })}
      <button
        type="button"
        className="button"
        aria-label={t`Retirer ${name}`}
        onClick={() => onArranged(without(all, node.id))}
      >{t`Retirer`}</button>
    </span>
  );
}
