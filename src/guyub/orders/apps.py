from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "guyub.orders"
    label = "orders"
