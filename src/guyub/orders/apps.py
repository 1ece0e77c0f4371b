from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "guyub.orders"
    label = "orders"

    def ready(self) -> None:
        """Members who hold work of an open order cannot leave before; what orders will bring, the books foresee;
        what a workshop tallies for its share is counted there.
        """
        from guyub.books.queries.forecast import expectations  # noqa: PLC0415 - models load now
        from guyub.orders import jobs  # noqa: PLC0415
        from guyub.orders.editing import FINDERS  # noqa: PLC0415
        from guyub.orders.expected import of_joint_orders  # noqa: PLC0415
        from guyub.orders.leaving import refuse_forgetting, refuse_while_holding  # noqa: PLC0415
        from guyub.orders.workshops import follow_tally, lock_order_of  # noqa: PLC0415
        from guyub.people.merging import register  # noqa: PLC0415
        from guyub.sentra.actions import ability_checks, leaving_checks  # noqa: PLC0415
        from guyub.workshop.actions.counting import job_followers, job_locks  # noqa: PLC0415

        register(FINDERS)
        leaving_checks.append(refuse_while_holding)
        ability_checks.append(refuse_forgetting)
        expectations.append(of_joint_orders)
        job_locks.append(lock_order_of)
        job_followers.append(follow_tally)
        jobs.register()
