/** The categories as a tree: buckets, categories, and those in them. */
import { ownName } from "@coffer/client/texts";
import { useState } from "react";
import type { CategoriesModel, CategoryModel } from "../engine/views/categories-view.ts";
import { countText } from "../page/format.ts";
import { useView } from "../page/use-engine.ts";
import { classes } from "../ui/classes.ts";
import { Button, Check, Loading, ProblemNotice } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { CategoryDialog, NewCategoryDialog } from "./category-dialog.tsx";
import { categoriesTexts as texts } from "./categories-texts.ts";
import styles from "./categories.module.css";

interface Group {
  readonly id: string;
  readonly name: string;
  /** Those that are in no other; the group is of their bucket, or their kind. */
  readonly tops: readonly CategoryModel[];
}

export function CategoriesSection() {
  const { value: model, problem } = useView("categories", null);
  const [opened, setOpened] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const [isShowingAll, setShowingAll] = useState(false);
  if (model === undefined) {
    return problem === undefined ? (
      <Loading what={texts.loading} />
    ) : (
      <ProblemNotice problem={problem} />
    );
  }
  const archived = model.categories.filter(({ isArchived }) => isArchived).length;
  const shown = isShowingAll
    ? model.categories
    : model.categories.filter(({ isArchived }) => !isArchived);
  const category = model.categories.find(({ id }) => id === opened);
  return (
    <>
      <div className={classes(ui["row"], ui["spread"])}>
        <p className={styles["about"]}>{texts.text}</p>
        <Button look="primary" onClick={() => setAdding(true)}>
          {texts.add}
        </Button>
      </div>
      {archived > 0 && (
        <Check
          label={texts.showArchived(countText(archived))}
          checked={isShowingAll}
          onCheck={setShowingAll}
        />
      )}
      <div className={styles["groups"]}>
        {groupsOf(model, shown).map((group) => (
          <GroupSection
            key={group.id}
            group={group}
            model={model}
            shown={shown}
            onOpen={setOpened}
          />
        ))}
      </div>
      {isAdding && <NewCategoryDialog model={model} onClose={() => setAdding(false)} />}
      {category !== undefined && (
        <CategoryDialog
          key={category.id}
          category={category}
          model={model}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}

function GroupSection({
  group: { id, name, tops },
  model,
  shown,
  onOpen,
}: {
  readonly group: Group;
  readonly model: CategoriesModel;
  readonly shown: readonly CategoryModel[];
  readonly onOpen: (id: string) => void;
}) {
  return (
    <section className={ui["card"]} aria-labelledby={`group-${id}`}>
      <h2 id={`group-${id}`}>{name}</h2>
      {tops.length === 0 && <p className={ui["hint"]}>{texts.emptyGroup}</p>}
      <ul className={styles["tree"]}>
        {tops.map((top) => {
          const own = shown.filter(({ parentId }) => parentId === top.id);
          return (
            <li key={top.id}>
              <CategoryRow category={top} groupBucket={top.bucket} model={model} onOpen={onOpen} />
              {own.length > 0 && (
                <ul>
                  {own.map((child) => (
                    <li key={child.id}>
                      <CategoryRow
                        category={child}
                        groupBucket={top.bucket}
                        model={model}
                        onOpen={onOpen}
                      />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function CategoryRow({
  category: { id, name, bucket, isArchived, uses },
  groupBucket,
  model,
  onOpen,
}: {
  readonly category: CategoryModel;
  readonly groupBucket: string | null;
  readonly model: CategoriesModel;
  readonly onOpen: (id: string) => void;
}) {
  const elsewhere =
    bucket === groupBucket ? undefined : model.buckets.find((one) => one.id === bucket);
  const facts = [
    elsewhere === undefined ? undefined : ownName(elsewhere.name),
    isArchived ? texts.archived : undefined,
    uses === 0 ? undefined : texts.uses(uses),
  ].filter((fact) => fact !== undefined);
  return (
    <div className={styles["row"]}>
      <div>
        <span className={styles["name"]}>{name}</span>
        {facts.length > 0 && <p className={ui["hint"]}>{facts.join(" · ")}</p>}
      </div>
      <Button look="quiet" aria-label={texts.changeOf(name)} onClick={() => onOpen(id)}>
        {texts.change}
      </Button>
    </div>
  );
}

/** By bucket in the order of the rule, then what is in none, then income. */
function groupsOf(model: CategoriesModel, shown: readonly CategoryModel[]): readonly Group[] {
  const tops = shown.filter(
    ({ parentId }) => parentId === null || !shown.some(({ id }) => id === parentId),
  );
  const spending = tops.filter(({ kind }) => kind === "expense");
  const known = new Set(model.buckets.map(({ id }) => id));
  const none = spending.filter(({ bucket }) => bucket === null || !known.has(bucket));
  return [
    ...model.buckets.map(({ id, name }) => ({
      id,
      name: ownName(name),
      tops: spending.filter(({ bucket }) => bucket === id),
    })),
    ...(none.length > 0 ? [{ id: "none", name: texts.noBucket, tops: none }] : []),
    { id: "income", name: texts.income, tops: tops.filter(({ kind }) => kind === "income") },
  ];
}
