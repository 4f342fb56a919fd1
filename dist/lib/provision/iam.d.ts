import { type Element } from '../object-store/xml.ts';
import { type Caller } from './caller.ts';
import { type PolicyDocument } from './policy-document.ts';
export interface Role {
    readonly name: string;
    readonly arn: string;
    /** Seconds. */
    readonly maxSessionSeconds: number;
    readonly trust: PolicyDocument;
}
export interface NamedPolicy {
    readonly name: string;
    readonly document: PolicyDocument;
}
/** An action's parameters. */
export type Form = Readonly<Record<string, string>>;
/**
 * The calls of IAM that an RGW has for roles and the policies of users. What may be missing is looked up in a list first:
 * an RGW 16 answers GetUserPolicy and DeleteRolePolicy of something missing with two documents in a row, which is no HTTP.
 *
 * Source: https://docs.ceph.com/en/reef/radosgw/role/
 */
export declare class Iam {
    #private;
    constructor(caller: Caller, needed: string);
    /** @returns undefined when there is no such role */
    findRole(name: string): Promise<Role | undefined>;
    listRoles(): Promise<Role[]>;
    /** @param maxSessionSeconds 3,600 to 43,200 */
    createRole(name: string, trust: PolicyDocument, maxSessionSeconds: number): Promise<void>;
    deleteRole(name: string): Promise<void>;
    setTrust(name: string, trust: PolicyDocument): Promise<void>;
    /** Whether the server can change a role's longest session at all: an RGW 16 cannot. Changes nothing. */
    canUpdateRoles(): Promise<boolean>;
    setMaxSession(name: string, seconds: number): Promise<void>;
    rolePolicies(role: string): Promise<NamedPolicy[]>;
    putRolePolicy(role: string, { name, document }: NamedPolicy): Promise<void>;
    /** @param name of a policy that is there */
    deleteRolePolicy(role: string, name: string): Promise<void>;
    /**
     * Whether policies of a tenant's users can be had, by names such as `TENANT$UID`. An RGW 20 does not take the dollar, and
     * looks for a name without it among the users of no tenant, whoever asks (seen on 20.2.4). Changes nothing.
     */
    takesTenants(user: string): Promise<boolean>;
    /** @returns none for a user that is not there, too: an RGW does not tell the two apart */
    userPolicies(user: string): Promise<NamedPolicy[]>;
    putUserPolicy(user: string, { name, document }: NamedPolicy): Promise<void>;
    /** @returns the answer's content; undefined for the code that says that something is not there. @throws ProvisionFailure */
    ask(form: Form, absent: string): Promise<Element | undefined>;
    /** @returns the answer's content. @throws ProvisionFailure for every other answer than success */
    demand(form: Form): Promise<Element>;
}
/** @throws ProvisionFailure */
export declare function demandPolicy(text: string, what: string): PolicyDocument;
export declare function childOf(element: Element, name: string): Element;
