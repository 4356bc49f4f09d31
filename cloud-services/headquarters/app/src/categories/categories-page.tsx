import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CatalogueTabs } from '../catalogue/catalogue-tabs.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { CategoryRows } from './category-rows.tsx';
import { type Node, slugFor, slugsOf } from './tree.ts';
import { type Tree, useSavingTree, useTree } from './use-tree.ts';

/** How the catalogue is divided, for tills, shop and reports alike: arranged here, then kept whole. */
export function CategoriesPage() {
  const tree = useTree();
  return (
    <>
      <h1>
        <Trans>Catégories</Trans>
      </h1>
      <CatalogueTabs />
      {tree.error ? <FaultMessage fault={tree.error} /> : null}
      {tree.data ? <Arranged key={tree.data.version} tree={tree.data} /> : null}
    </>
  );
}

function Arranged({ tree }: { tree: Tree }) {
  const { t } = useLingui();
  const [nodes, setNodes] = useState(tree.items);
  const saving = useSavingTree(tree.version);
  const isUnchanged = JSON.stringify(nodes) === JSON.stringify(tree.items);
  const isNamed = (node: Node): boolean =>
    node.name.fr.trim() !== '' && node.name.en.trim() !== '' && node.children.every(isNamed);
  const canSave = !isUnchanged && nodes.every(isNamed) && !saving.isPending;
  return (
    <form
      className="sheet form"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) saving.mutate(withSlugs(nodes));
      }}
    >
      <p className="muted">
        <Trans>
          Glissez une catégorie par sa poignée, ou placez-la avec les flèches : vers le haut, vers le bas,
          dans celle d’avant, hors de la sienne. Six niveaux au plus.
        </Trans>
      </p>
      <CategoryRows nodes={nodes} all={nodes} counts={tree.counts} onArranged={setNodes} />
      {saving.error ? (
        <FaultMessage
          fault={saving.error}
          words={{
            '/problems/changed-meanwhile': t`Quelqu’un a changé les catégories entre-temps. Rien n’est écrasé : rechargez la page, puis refaites votre changement.`,
            '/problems/category-not-empty': t`Une catégorie que vous retirez a encore des produits. Déplacez-les d’abord.`,
            '/problems/category-too-deep': t`Les catégories ne s’emboîtent pas à plus de six niveaux.`,
          }}
        />
      ) : null}
      <div className="actions">
        <button
          type="button"
          className="button"
          onClick={() => setNodes([...nodes, newNode()])}
          data-testid="category-new"
        >{t`Nouvelle catégorie`}</button>
        <button type="submit" className="button primary" disabled={!canSave} data-testid="categories-save">
          {t`Enregistrer les catégories`}
        </button>
        <button
          type="button"
          className="button"
          disabled={isUnchanged}
          onClick={() => setNodes(tree.items)}
        >{t`Tout remettre comme avant`}</button>
      </div>
    </form>
  );
}

const newNode = (): Node => ({
  id: crypto.randomUUID(),
  slug: '',
  name: { fr: '', en: '' },
  children: [],
});

/** A new one is addressed by its French name. */
function withSlugs(nodes: readonly Node[], taken = new Set(slugsOf(nodes))): Node[] {
  return nodes.map((node) => {
    const slug = node.slug === '' ? slugFor(node.name.fr, taken) : node.slug;
    taken.add(slug);
    return { ...node, slug, children: withSlugs(node.children, taken) };
  });
}
