/** Adding a category, and changing, merging or deleting one. */
import { ownName } from "@coffer/client/texts";
import { useState, type SubmitEvent } from "react";
import type { CategoryKind } from "@coffer/ledger";
import type { CategoriesModel, CategoryModel } from "../engine/views/categories-view.ts";
import { notify } from "../page/notices.ts";
import { useAction } from "../page/use-engine.ts";
import { Button, Check, Dialog, ProblemNotice, SelectField, TextField } from "../ui/parts.tsx";
import ui from "../ui/ui.module.css";
import { categoriesTexts as texts } from "./categories-texts.ts";
import styles from "./categories.module.css";

/** What is typed and chosen; empty texts for none. */
interface Draft {
  readonly name: string;
  readonly kind: CategoryKind;
  readonly parent: string;
  readonly bucket: string;
}

export function NewCategoryDialog({
  model,
  onClose,
}: {
  readonly model: CategoriesModel;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [draft, setDraft] = useState<Draft>({
    name: "",
    kind: "expense",
    parent: "",
    bucket: model.buckets[0]?.id ?? "",
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { name, kind, parent, bucket } = draft;
    const isSpent = kind === "expense";
    const asked = {
      name,
      kind,
      parentId: orNull(parent),
      bucket: isSpent ? orNull(bucket) : null,
    };
    if ((await run("addCategory", asked)) === undefined) return;
    notify(texts.added(name.trim()), { canUndo: true });
    onClose();
  };
  return (
    <Dialog title={texts.addTitle} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <SelectField
          label={texts.kind}
          value={draft.kind}
          onText={(kind) =>
            setDraft({ ...draft, kind: kind === "income" ? "income" : "expense", parent: "" })
          }
        >
          <option value="expense">{texts.spent}</option>
          <option value="income">{texts.earned}</option>
        </SelectField>
        <DraftFields draft={draft} model={model} onDraft={setDraft} />
        <ProblemNotice problem={problem} />
        <Buttons isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function CategoryDialog({
  category,
  model,
  onClose,
}: {
  readonly category: CategoryModel;
  readonly model: CategoriesModel;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [draft, setDraft] = useState<Draft>({
    name: category.name,
    kind: category.kind,
    parent: category.parentId ?? "",
    bucket: category.ownBucket ?? "",
  });
  const [isArchived, setArchived] = useState(category.isArchived);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { name, parent, bucket } = draft;
    const asked = {
      id: category.id,
      name,
      parentId: orNull(parent),
      bucket: orNull(bucket),
      isArchived,
    };
    if ((await run("setCategory", asked)) === undefined) return;
    notify(texts.saved, { canUndo: true });
    onClose();
  };
  return (
    <Dialog title={texts.changeTitle} onClose={onClose}>
      <form className={ui["stack"]} onSubmit={(event) => void submit(event)}>
        <DraftFields draft={draft} model={model} category={category} onDraft={setDraft} />
        <Check label={texts.isArchived} checked={isArchived} onCheck={setArchived} />
        <ProblemNotice problem={problem} />
        <Buttons isBusy={isBusy} onClose={onClose} />
      </form>
      {!category.hasOwn && <MergePart category={category} model={model} onClose={onClose} />}
    </Dialog>
  );
}

function Buttons({ isBusy, onClose }: { readonly isBusy: boolean; readonly onClose: () => void }) {
  return (
    <div className={ui["row"]}>
      <Button type="submit" look="primary" disabled={isBusy}>
        {texts.save}
      </Button>
      <Button onClick={onClose}>{texts.cancel}</Button>
    </div>
  );
}

function DraftFields({
  draft,
  model,
  category,
  onDraft,
}: {
  readonly draft: Draft;
  readonly model: CategoriesModel;
  readonly category?: CategoryModel;
  readonly onDraft: (draft: Draft) => void;
}) {
  const { name, kind, parent, bucket } = draft;
  const parents = model.categories.filter(
    (one) => one.parentId === null && one.kind === kind && one.id !== category?.id,
  );
  const parentBucket = parents.find(({ id }) => id === parent)?.bucket;
  const ofParent = model.buckets.find(({ id }) => id === parentBucket);
  const bucketOfParent = ofParent === undefined ? texts.bucketNone : ownName(ofParent.name);
  return (
    <>
      <TextField
        label={texts.name}
        required
        autoFocus
        value={name}
        onText={(text) => onDraft({ ...draft, name: text })}
      />
      <SelectField
        label={texts.parent}
        hint={category?.hasOwn === true ? texts.parentHint : undefined}
        disabled={category?.hasOwn === true}
        value={parent}
        // In another category its bucket is that one's, until another one is chosen.
        onText={(id) => onDraft({ ...draft, parent: id, bucket: id === "" ? bucket : "" })}
      >
        <option value="">{texts.noParent}</option>
        {parents.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </SelectField>
      {kind === "expense" && (
        <SelectField
          label={texts.bucket}
          hint={texts.bucketHint}
          value={bucket}
          onText={(id) => onDraft({ ...draft, bucket: id })}
        >
          <option value="">
            {parent === "" ? texts.bucketNone : texts.bucketOfParent(bucketOfParent)}
          </option>
          {model.buckets.map((one) => (
            <option key={one.id} value={one.id}>
              {ownName(one.name)}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}

/** Merging into another one of the kind; deleting what nothing has. */
function MergePart({
  category: { id, name, kind, uses },
  model,
  onClose,
}: {
  readonly category: CategoryModel;
  readonly model: CategoriesModel;
  readonly onClose: () => void;
}) {
  const { isBusy, problem, run } = useAction();
  const [intoId, setInto] = useState("");
  const others = model.categories.filter((one) => one.kind === kind && one.id !== id);
  const into = others.find((one) => one.id === intoId);
  const merge = async (): Promise<void> => {
    if (into === undefined || (await run("mergeCategory", { id, intoId })) === undefined) return;
    notify(texts.merged(name, into.name), { canUndo: true });
    onClose();
  };
  const remove = async (): Promise<void> => {
    if ((await run("deleteCategory", { id })) === undefined) return;
    notify(texts.deleted(name), { canUndo: true });
    onClose();
  };
  return (
    <section className={styles["merge"]} aria-labelledby="merge">
      <h3 id="merge">{texts.mergeTitle}</h3>
      <SelectField
        label={texts.mergeInto}
        hint={texts.mergeHint(uses)}
        value={intoId}
        onText={setInto}
      >
        <option value="">{texts.mergeChoose}</option>
        {others.map((one) => (
          <option key={one.id} value={one.id}>
            {pathOf(one, model)}
          </option>
        ))}
      </SelectField>
      <ProblemNotice problem={problem} />
      <div className={ui["row"]}>
        <Button disabled={isBusy || into === undefined} onClick={() => void merge()}>
          {texts.merge}
        </Button>
        {uses === 0 && (
          <Button look="danger" disabled={isBusy} onClick={() => void remove()}>
            {texts.delete}
          </Button>
        )}
      </div>
    </section>
  );
}

function pathOf({ name, parentId }: CategoryModel, { categories }: CategoriesModel): string {
  const parent = categories.find(({ id }) => id === parentId);
  return parent === undefined ? name : `${parent.name} › ${name}`;
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}
