// Kiểm phần đầu của tệp Markdown trong VS Code (tiện ích unifiedjs.vscode-remark), nếu máy có hai gói
// remark-frontmatter và remark-lint-frontmatter-schema; xem content/huong-dan/soan-trong-vscode.md.
import remarkFrontmatter from "remark-frontmatter";
import remarkLintFrontmatterSchema from "remark-lint-frontmatter-schema";

export default {
  plugins: [
    remarkFrontmatter,
    [
      remarkLintFrontmatterSchema,
      {
        schemas: {
          "./.vscode/schemas/report.schema.json": ["./content/reports/*/*/report.md"],
          "./.vscode/schemas/team.schema.json": ["./content/teams/*/team.md"],
          "./.vscode/schemas/document.schema.json": ["./content/documents/*.md"],
          "./.vscode/schemas/page.schema.json": ["./content/index.md", "./content/huong-dan/*.md"],
        },
      },
    ],
  ],
};
