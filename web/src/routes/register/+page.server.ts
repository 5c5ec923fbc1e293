import { fail, redirect } from '@sveltejs/kit';
import { callApi } from '#lib/api/call-api.ts';
import { pathsOf } from '#lib/paths.ts';
import { failWith, type FormProblem, textOf } from '#lib/session/form-problem.ts';
import { forwardingCookies } from '#lib/session/forward-cookies.ts';
import type { Actions } from './$types';

const fields = ['company_name', 'kvk_number', 'name', 'email', 'password'] as const;
type RegisterField = (typeof fields)[number];

export const actions: Actions = {
  default: async ({ request, fetch, cookies, locals }) => {
    const form = await request.formData();
    const typed = {
      company_name: textOf(form, 'company_name').trim(),
      kvk_number: textOf(form, 'kvk_number').replace(/\s/g, ''),
      name: textOf(form, 'name').trim(),
      email: textOf(form, 'email').trim(),
    };
    const password = textOf(form, 'password');
    const invalid = invalidFields({ ...typed, password });
    if (invalid.length > 0) {
      const answer: FormProblem<RegisterField> = {
        code: 'invalid_fields',
        retryAfter: undefined,
        invalid,
        values: typed,
      };
      return fail(422, answer);
    }
    const { language } = locals;
    const body = { ...typed, kvk_number: typed.kvk_number || null, password, language };
    let tenant: string | undefined;
    try {
      const session = await callApi(forwardingCookies(fetch, cookies), 'register', { body });
      tenant = session.tenants[0]?.id;
    } catch (problem) {
      return failWith(problem, fields, typed);
    }
    redirect(303, tenant ? pathsOf(tenant).inbox : '/tenants');
  },
};

function invalidFields(typed: Readonly<Record<RegisterField, string>>): RegisterField[] {
  const right: Readonly<Record<RegisterField, boolean>> = {
    company_name: typed.company_name !== '',
    kvk_number: /^(\d{8})?$/.test(typed.kvk_number),
    name: typed.name !== '',
    email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.email),
    password: typed.password.length >= 12,
  };
  return fields.filter((field) => !right[field]);
}
